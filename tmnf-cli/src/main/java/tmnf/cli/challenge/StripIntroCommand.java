package tmnf.cli.challenge;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.files.ShellWords;
import tmnf.cli.files.WriteOptions;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.chunk.IntroStripper;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.GbxContent;

/** Writes a challenge without its intro clip. */
@Command(
        name = "strip-intro",
        header = "Write a challenge without its intro clip.",
        description = {
            "Takes the MediaTracker intro out of a challenge file, so that a race starts at once. Nothing"
                    + " else changes: blocks, other clips, the header and the map's UID stay, so replays of"
                    + " the challenge still fit. A challenge without an intro is copied as it is."},
        footer = {
            "Examples:",
            "  tmnf strip-intro maps/tracks/2233.Challenge.Gbx -o short/2233.Challenge.Gbx",
            "",
            "Next: tmnf inspect short/2233.Challenge.Gbx"})
public final class StripIntroCommand extends TmnfCommand {

    @Parameters(paramLabel = "CHALLENGE", description = "Challenge file to read.")
    private Path challenge;

    @Option(names = {"-o", "--output"}, paramLabel = "OUT", required = true,
            description = "Challenge file to write.")
    @HelpSection(HelpSection.PLACES)
    private Path output;

    @Mixin
    private WriteOptions write;

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        WriteOptions.requirePlace(output);
        Path source = context.resolve(challenge);
        if (!Files.isRegularFile(source)) {
            context.requireFile(challenge);
        }
        Path target = context.resolve(output);
        if (Files.exists(target) && Files.isSameFile(source, target)) {
            throw CliException.usage(output + " is the challenge itself", "choose another file with -o");
        }
        byte[] bytes;
        Challenge read;
        Optional<byte[]> stripped;
        try {
            bytes = GbxFiles.bytes(source, GbxReadOptions.FULL.limits());
            GbxContent content = GbxFiles.read(challenge.toString(), bytes, GbxReadOptions.FULL).content();
            if (!(content instanceof Challenge c)) {
                throw CliException.usage(challenge + " is no challenge; only challenges have an intro",
                        "name a .Challenge.Gbx file");
            }
            read = c;
            stripped = IntroStripper.strip(challenge.toString(), bytes);
        } catch (GbxFormatException e) {
            throw new CliException(ExitStatus.PARTIAL, e.reason().name(), challenge + " cannot be rewritten",
                    e.detail(), fix(e.reason()), e);
        } catch (AccessDeniedException e) {
            throw new CliException(ExitStatus.PARTIAL, "ACCESS_DENIED",
                    challenge + " cannot be read", "permission denied",
                    "change its permissions or run as its owner", e);
        }
        return result(read, stripped.isPresent(), write(target, stripped.orElse(bytes)));
    }

    private CommandResult result(Challenge read, boolean stripped, String outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", challenge.toString());
        json.put("output", output.toString());
        json.put("outcome", outcome);
        json.put("mapUid", read.uid());
        json.put("hadIntro", stripped);
        json.put("introDurationMs",
                read.introDurationMs().isPresent() ? read.introDurationMs().getAsInt() : null);
        String what = stripped
                ? "without its intro of " + read.introDurationMs().orElse(0) + " ms"
                : "the challenge has no intro";
        return CommandResult.ok()
                .withText(output + ": " + outcome + ", " + what)
                .withJson(json)
                .withNext("tmnf inspect " + ShellWords.of(output));
    }

    private static String fix(GbxFormatException.Reason reason) {
        return switch (reason) {
            case EMPTY, NOT_GBX, TRUNCATED, COMPRESSION -> "download or save the challenge again";
            case UNSUPPORTED_CLASS, OTHER_GAME, UNSUPPORTED_CONTAINER ->
                    "name a .Challenge.Gbx file of TrackMania Forever";
            case LIMIT -> "name another file; if this one was a challenge, download or save it again";
            case MALFORMED, UNKNOWN_CHUNK -> "open the challenge in the game's editor and save it again";
        };
    }

    private String write(Path target, byte[] bytes) throws IOException {
        try {
            return write.files().write(target, bytes).label();
        } catch (FileAlreadyExistsException e) {
            throw CliException.usage(
                    output + " exists with other content", "choose another file with -o, or give --force");
        }
    }
}
