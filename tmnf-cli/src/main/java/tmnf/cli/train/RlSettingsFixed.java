package tmnf.cli.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import tmnf.cli.command.CliException;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.save.SaveFolder;
import tmnf.rl.train.SettingsChanges;

/** Settings of a training without a file: they do not change. */
class RlSettingsFixed implements SettingsChanges {

    @Override
    public Optional<Map<String, Object>> changed() throws IOException {
        return Optional.empty();
    }

    @Override
    public final String text(TrainSettings settings) {
        return RlSettingsFile.write(settings.toMap());
    }

    @Override
    public final Optional<Map<String, Object>> sections(String text) throws IOException {
        try {
            return Optional.of(RlSettingsFile.parse(text, Path.of(SaveFolder.CONFIG)))
                    .filter(sections -> !sections.isEmpty());
        } catch (CliException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
