package tmnf.capture.dataset;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What was captured and how: the part of the metadata that the Python capture writes too. How many frames
 * there are, only the writer knows.
 *
 * @param trackId of the track's folder
 * @param replayName the replay's file name without the last ending
 * @param challengeName file name of the challenge
 * @param fps frames a second of race time
 * @param fpsMeta snapshots a second of race time
 * @param runningSpeed speed of the game between two frames, a factor
 * @param width of the frames, pixels
 * @param height of the frames, pixels
 * @param stepMs length of a step of {@code actions}, ms
 * @param raceTimeMs of the replay's ghost
 * @param raceFinished whether the race was captured to its finish
 * @param scriptName file name of the script that drove
 * @param actualRaceTimeMs race time of the captured race's last tick; written only when it finished
 */
public record CaptureFacts(String trackId, String replayName, String challengeName, double fps,
        double fpsMeta, double runningSpeed, int width, int height, int stepMs, int raceTimeMs,
        boolean raceFinished, String scriptName, int actualRaceTimeMs) {

    /** Checks that nothing is missing and the sizes are sizes. */
    public CaptureFacts {
        Objects.requireNonNull(trackId, "trackId");
        Objects.requireNonNull(replayName, "replayName");
        Objects.requireNonNull(challengeName, "challengeName");
        Objects.requireNonNull(scriptName, "scriptName");
        if (!(fps > 0) || !(fpsMeta > 0) || !(runningSpeed > 0)) {
            throw new IllegalArgumentException("fps " + fps + ", snapshots a second " + fpsMeta + " and "
                    + "speed " + runningSpeed + " have to be above 0");
        }
        if (width <= 0 || height <= 0 || stepMs <= 0) {
            throw new IllegalArgumentException("size " + width + "x" + height + " and step " + stepMs
                    + " ms have to be above 0");
        }
    }

    /** What is stored, in the order of the Python capture. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("track_id", trackId);
        map.put("replay_name", replayName);
        map.put("challenge_name", challengeName);
        map.put("fps", fps);
        map.put("fps_meta", fpsMeta);
        map.put("running_speed", wholeIfPossible(runningSpeed));
        map.put("capture_interval_ms", 1000.0 / fps);
        map.put("meta_interval_ms", 1000.0 / fpsMeta);
        map.put("width", width);
        map.put("height", height);
        map.put("step_ms", stepMs);
        map.put("race_time_ms", raceTimeMs);
        map.put(CaptureMetadata.TOTAL_FRAMES, 0);
        map.put("race_finished", raceFinished);
        map.put("tmi_script_used", scriptName);
        if (raceFinished) {
            map.put("actual_race_time_ms", actualRaceTimeMs);
        }
        return map;
    }

    // Upstream's is a whole number; ours may be a fraction.
    private static Object wholeIfPossible(double number) {
        if (number == Math.rint(number) && number <= Integer.MAX_VALUE) {
            return (int) number;
        }
        return number;
    }
}
