package tmnf.cli.capture;

import java.nio.file.Path;

import picocli.CommandLine.Option;

import tmnf.capture.plan.OutputSettings;
import tmnf.capture.plan.VcpSettings;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;

/** Mix-in: what is written for each replay, and the zone centres that states refer to. */
final class WriteOptions {

    @Option(names = "--per-frame-json", description = "Write a JSON file beside each frame, too.")
    @HelpSection(HelpSection.OUTPUT)
    private boolean perFrameJson;

    @Option(names = "--entry-state", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Position, speeds, rotation and checkpoint times in each entry of the manifest.")
    @HelpSection(HelpSection.OUTPUT)
    private boolean entryState;

    @Option(names = "--full-state", negatable = true, defaultValue = "false", fallbackValue = "true",
            description = "Keep the game's whole states, too, in a file beside the manifest.")
    @HelpSection(HelpSection.OUTPUT)
    private boolean fullState;

    @Option(names = "--pack", negatable = true, defaultValue = "false", fallbackValue = "true",
            description = "Frames in tar shards with an index instead of one file each.")
    @HelpSection(HelpSection.OUTPUT)
    private boolean pack;

    @Option(names = "--skip-bad-float-samples",
            description = "Leave out frames whose state makes no float observation; needs zone centres.")
    @HelpSection(HelpSection.OUTPUT)
    private boolean skipBadFloatSamples;

    @Option(names = "--vcp-dir", paramLabel = "DIR", defaultValue = "maps/vcp",
            description = "Folder of zone centres, <track>_<distance>m_<suffix>.npy.")
    @HelpSection(HelpSection.PLACES)
    private Path vcpDir;

    @Option(names = "--vcp-distance", paramLabel = "M", defaultValue = "0.5",
            description = "Metres between zone centres; part of the file's name.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private double vcpDistance;

    @Option(names = "--vcp-suffix", paramLabel = "TEXT", defaultValue = "cl",
            description = "Part of the file's name.")
    @HelpSection(HelpSection.PLACES)
    private String vcpSuffix;

    @Option(names = "--vcp-auto-generate", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Make zone centres that are missing from a replay of the track.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean vcpAutoGenerate;

    @Option(names = "--vcp-source", paramLabel = "WHICH", defaultValue = "best",
            description = "Replay that zone centres are made from: ${COMPLETION-CANDIDATES} of those that "
                + "are selected.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private VcpSettings.Source vcpSource;

    OutputSettings output() {
        return new OutputSettings(perFrameJson, entryState, fullState, pack, skipBadFloatSamples);
    }

    VcpSettings vcp(CommandContext context) {
        return new VcpSettings(context.directoryOrNothing(vcpDir), vcpDistance, vcpSuffix, vcpAutoGenerate,
                vcpSource);
    }
}
