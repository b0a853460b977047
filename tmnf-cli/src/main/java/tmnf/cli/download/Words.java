package tmnf.cli.download;

import java.util.Locale;

/** Names of states as scripts see them. */
final class Words {

    private Words() {
    }

    /** {@code wanted}, {@code done}, ... */
    static String of(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
