package tmnf.cli.capture;

import java.util.Optional;

import tmnf.capture.plan.Shard;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;

/** Which part of the tracks is ours: by option, or by what a scheduler says about the job. */
final class ShardChoice {

    static final String SLURM_ID = "SLURM_ARRAY_TASK_ID";
    static final String SLURM_COUNT = "SLURM_ARRAY_TASK_COUNT";
    static final String SLURM_MIN = "SLURM_ARRAY_TASK_MIN";
    static final String INDEX = "JOB_COMPLETION_INDEX";

    private ShardChoice() {
    }

    /**
     * The part.
     *
     * @param shard K/N, or K; null: not given
     * @param count null: not given
     */
    static Shard of(CommandContext context, String shard, Integer count) {
        CliException.require(count == null || count > 0, "--shard-count " + count + " is no number of parts",
                "give 1 or more");
        if (shard != null) {
            return shard.contains("/") ? slashed(shard, count) : shard(number("--shard", shard),
                    needed(count, "--shard " + shard + " does not say of how many"), "--shard " + shard);
        }
        Optional<String> slurm = context.variable(SLURM_ID);
        if (slurm.isPresent()) {
            int of = count != null ? count : number(SLURM_COUNT, context.variable(SLURM_COUNT).orElseThrow(
                    () -> missing(SLURM_ID + " is set and " + SLURM_COUNT + " is not")));
            int first = context.variable(SLURM_MIN).map(text -> number(SLURM_MIN, text)).orElse(0);
            int id = number(SLURM_ID, slurm.get());
            return shard(id - first + 1, of, SLURM_ID + "=" + id + ", first " + first);
        }
        Optional<String> index = context.variable(INDEX);
        if (index.isPresent()) {
            int number = number(INDEX, index.get());
            return shard(number + 1, needed(count, INDEX + " is set, which does not say of how many"),
                    INDEX + "=" + number);
        }
        CliException.require(count == null || count == 1, "--shard-count " + count
                + " is given, and nothing says which part is meant", "give --shard K/" + count);
        return Shard.ALL;
    }

    private static Shard slashed(String shard, Integer count) {
        try {
            Shard parsed = Shard.parse(shard);
            CliException.require(count == null || count == parsed.count(),
                    "--shard " + shard + " and --shard-count " + count + " contradict each other",
                    "give --shard alone");
            return parsed;
        } catch (IllegalArgumentException e) {
            throw CliException.usage("--shard " + shard + ": " + e.getMessage(),
                    "give K/N, for example 1/4 to 4/4");
        }
    }

    private static Shard shard(int number, int count, String from) {
        try {
            return new Shard(number, count);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(from + " of " + count + " parts: " + e.getMessage(),
                    "give --shard K/N with K from 1 to N");
        }
    }

    private static int needed(Integer count, String problem) {
        if (count == null) {
            throw missing(problem);
        }
        return count;
    }

    private static CliException missing(String problem) {
        return CliException.usage(problem, "give the number of parts with --shard-count N");
    }

    private static int number(String name, String text) {
        CliException.require(text.strip().matches("[0-9]{1,9}"), name + "=" + text + " is no number",
                "give --shard K/N");
        return Integer.parseInt(text.strip());
    }
}
