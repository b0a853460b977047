package tmnf.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import tmnf.cli.command.ExitStatus;

/** Puts a wrong command line into words, with what the user may have meant. */
final class UsageErrors {

    // picocli names the Java type.
    private static final Pattern NO_NUMBER = Pattern.compile(" is not an? (int|long|float|double)$");

    private static final Pattern NO_VALUE = Pattern.compile("Expected parameter .*but found '(.+)'");

    private static final String INVALID = "Invalid value for ";

    private UsageErrors() {
    }

    static ErrorReport describe(ParameterException e) {
        CommandLine command = e.getCommandLine();
        CommandSpec spec = command.getCommandSpec();
        String help = "see " + spec.qualifiedName() + " --help";
        String what = e.getMessage();
        String fix = help;
        if (e.getArgSpec() != null && valueType(e.getArgSpec()).isEnum() && e.getValue() != null) {
            what = quote(e.getValue()) + " is no value for " + label(e.getArgSpec());
            fix = "choose one of " + choices(e.getArgSpec()) + "; " + help;
        } else if (e.getArgSpec() != null && e.getValue() != null && NO_NUMBER.matcher(what).find()) {
            what = quote(e.getValue()) + " is no number for " + label(e.getArgSpec());
        } else if (e.getArgSpec() != null && e.getValue() != null && what.startsWith(INVALID)) {
            what = what.substring(INVALID.length()).replaceFirst("^[^:]*: ", "");
            what = label(e.getArgSpec()) + ": " + what;
        } else if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
            what = missing(missing);
            fix = found(e).filter(spec.subcommands()::containsKey).map(word -> instead(word,
                    valueType(missing.getMissing().get(0))) + help).orElse(help);
        } else if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            if (word.startsWith("@") && word.length() > 1) {
                return new ErrorReport(ExitStatus.USAGE, "USAGE", "no such file of arguments: "
                        + word.substring(1), "", "an argument that begins with @ is written @@",
                        e.getCause());
            }
            boolean option = word.startsWith("-") && word.length() > 1;
            what = (option ? "unknown option " : "unknown " + noun(spec) + " ") + quote(word);
            fix = Suggestions.nearest(option ? word.replaceAll("=.*", "") : word, candidates(spec, option))
                    .map(near -> "did you mean " + near + "? Otherwise " + help).orElse(help);
        } else if (spec.subcommands().size() > 0 && what.startsWith("Missing required subcommand")) {
            what = "a command is missing after " + quote(spec.qualifiedName());
            fix = "choose one of " + String.join(", ", names(spec)) + "; " + help;
        }
        return new ErrorReport(ExitStatus.USAGE, "USAGE", what, "", fix, "usage: "
                + command.getHelp().synopsis(0).strip().replaceAll("\\s+", " "), e.getCause());
    }

    /** What can be given instead of the name of a command, if something can. */
    private static String instead(String command, Class<?> type) {
        if (type == Path.class) {
            return "a file or folder of that name is written ./" + command + "; ";
        }
        return type == String.class ? "the name of a command cannot be given there: choose another one; "
                : "";
    }

    private static String missing(MissingParameterException e) {
        Optional<String> found = found(e);
        if (e.getMissing().size() == 1 && e.getMissing().get(0) instanceof OptionSpec option
                && (found.isPresent() || e.getMessage().startsWith("Missing required parameter"))) {
            return label(option) + " needs a value: " + option.paramLabel() + found.map(word -> ", and "
                    + quote(word) + " is " + (word.startsWith("-") ? "an option" : "a command")).orElse("");
        }
        List<String> labels = e.getMissing().stream().map(UsageErrors::label).distinct().toList();
        return String.join(" and ", labels) + (labels.size() == 1 ? " is missing" : " are missing");
    }

    /** The word in place of a value, which picocli takes for a command or an option, even behind a =. */
    private static Optional<String> found(ParameterException e) {
        Matcher found = NO_VALUE.matcher(e.getMessage());
        return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static String label(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return argument.paramLabel();
        }
        return Arrays.stream(option.names()).filter(name -> name.startsWith("--")).findFirst()
                .orElse(option.longestName());
    }

    /** The type of one value, also of an option that takes a list. */
    private static Class<?> valueType(ArgSpec argument) {
        return argument.isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
    }

    private static String choices(ArgSpec argument) {
        return Arrays.stream(valueType(argument).getEnumConstants()).map(Object::toString)
                .collect(Collectors.joining(", "));
    }

    private static String noun(CommandSpec spec) {
        return spec.subcommands().isEmpty() ? "argument" : "command";
    }

    private static String quote(String word) {
        return "'" + word + "'";
    }

    private static List<String> candidates(CommandSpec spec, boolean options) {
        if (!options) {
            return names(spec);
        }
        List<String> names = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                names.addAll(List.of(option.names()));
            }
        }
        return names;
    }

    private static List<String> names(CommandSpec spec) {
        List<String> names = new ArrayList<>();
        spec.subcommands().forEach((name, sub) -> {
            if (!sub.getCommandSpec().usageMessage().hidden()) {
                names.add(name);
            }
        });
        return names;
    }
}
