package tmnf.cli.download;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import tmnf.cli.command.CliException;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.api.Page;
import tmnf.exchange.api.Track;
import tmnf.exchange.api.TrackSearch;
import tmnf.gbx.model.TmText;

/** Runs {@code --track-name}: finds the track that is meant. */
final class NameSearch {

    private static final int PAGE = 100;
    private static final int MOST_PAGES = 100;
    private static final int SHOWN = 10;

    private final ExchangeClient client;

    NameSearch(ExchangeClient client) {
        this.client = client;
    }

    /** Ids of the tracks that are meant: one, unless all are wanted. */
    List<Long> find(String name, boolean all) throws IOException, InterruptedException {
        List<Track> found = search(name);
        if (found.isEmpty()) {
            found = searchByWord(name);
        }
        if (found.isEmpty()) {
            throw CliException.noInput("no track on the exchange has '" + name + "' in its name", "",
                    "try a shorter part of the name");
        }
        if (all) {
            return found.stream().map(Track::id).toList();
        }
        List<Track> exact = found.stream().filter(track -> track.isNamed(name)).toList();
        List<Track> meant = exact.isEmpty() ? found : exact;
        if (meant.size() > 1) {
            throw ambiguous(name, meant, !exact.isEmpty());
        }
        return List.of(meant.get(0).id());
    }

    /** The site searches raw names: a colour code between two words hides them from it. */
    private List<Track> searchByWord(String name) throws IOException, InterruptedException {
        String bare = TmText.strip(name).strip().toLowerCase(Locale.ROOT);
        String longest = Arrays.stream(bare.split("\\s+")).max(Comparator.comparingInt(String::length))
                .orElse("");
        if (longest.isEmpty() || longest.equals(name.toLowerCase(Locale.ROOT))) {
            return List.of();
        }
        return search(longest).stream().filter(track -> track.hasInName(name)).toList();
    }

    /** A page without a new hit ends it: the site does not page, or does not know the question. */
    private List<Track> search(String name) throws IOException, InterruptedException {
        List<Track> found = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        TrackSearch question = TrackSearch.byName(name, PAGE);
        for (int page = 0; page < MOST_PAGES; page++) {
            TrackSearch asked = question;
            Page<Track> rows = client.retrying(() -> client.tracks(asked));
            int before = found.size();
            rows.rows().stream().filter(track -> asked.mismatch(track).isEmpty() && seen.add(track.id()))
                    .forEach(found::add);
            if (!rows.more() || found.size() == before) {
                break;
            }
            question = question.behind(rows.last());
        }
        return found;
    }

    private static CliException ambiguous(String name, List<Track> meant, boolean exact) {
        List<String> shown = new ArrayList<>();
        for (Track track : meant.subList(0, Math.min(SHOWN, meant.size()))) {
            String by = track.uploader().isEmpty() ? "" : " by " + track.uploader();
            shown.add(track.id() + " (" + TmText.strip(track.name()) + by + ")");
        }
        String more = meant.size() > SHOWN ? " and " + Figures.count(meant.size() - SHOWN) + " more" : "";
        return CliException.usage(Figures.count(meant.size(), "track")
                + (exact ? " are named '" : " have a name with '") + name + "': "
                + String.join(", ", shown) + more,
                "name one with --track-id, or take them all with --all-matches");
    }
}
