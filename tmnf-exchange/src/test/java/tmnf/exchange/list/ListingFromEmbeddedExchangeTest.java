package tmnf.exchange.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.api.TrackOrder;
import tmnf.exchange.api.TrackSearch;
import tmnf.exchange.api.TrackSearchBuilder;
import tmnf.exchange.api.TrackTraits;
import tmnf.exchange.embedded.EmbeddedConfig;
import tmnf.exchange.embedded.EmbeddedExchange;
import tmnf.exchange.embedded.ExchangeData;

/** Questions as the client asks them, answered by a site that knows its API and nothing of the client. */
@Timeout(30)
class ListingFromEmbeddedExchangeTest {

    private static final int TRACKS = 30;
    private static final int UNLIMITED = 30;

    @TempDir
    static Path site;
    private static EmbeddedExchange exchange;

    @TempDir
    Path folder;
    private ExchangeClient client;

    @BeforeAll
    static void start() throws Exception {
        ArrayNode tracks = new ObjectMapper().createArrayNode();
        for (int id = 1; id <= TRACKS; id++) {
            ObjectNode track = tracks.addObject().put("TrackId", id).put("TrackName", "$f00Näme " + id)
                    .put("UId", "uid" + id).put("Awards", id * 7 % 31).put("AuthorTime", id * 1000)
                    .put("UploadedAt", String.format("2010-01-%02dT12:00:00", id))
                    .put("PrimaryType", id % 4).put("Environment", 7).put("Car", 7)
                    .put("Mood", id % 3).put("Difficulty", id % 2).put("Routes", id % 3);
            track.putObject("Uploader").put("UserId", id).put("Name", "Author" + id % 5);
            track.putArray("Tags").add(id % 3).add(3 + id % 5);
            if (id == UNLIMITED) {
                track.put("UnlimiterVersion", 2);
            }
            ArrayNode replays = track.putArray("Replays");
            for (int i = 0; i < id % 6; i++) {
                replays.addObject().put("ReplayId", 1000L * id + i).put("ReplayTime", 9000 + i)
                        .putObject("User").put("UserId", 100 + i).put("Name", "Driver" + i);
            }
        }
        Files.writeString(site.resolve("tracks.json"), tracks.toString());
        exchange = EmbeddedExchange.start(EmbeddedConfig.of(ExchangeData.read(site)).withPageCap(7));
    }

    @AfterAll
    static void stop() {
        exchange.close();
    }

    @BeforeEach
    void open() {
        client = new ExchangeClient(ExchangeConfig.of(exchange.url(), "tmnf/test"));
    }

    @AfterEach
    void close() {
        client.close();
    }

    private TrackListReport list(TrackSearch search, UnaryOperator<TrackListConfig> changes)
            throws Exception {
        TrackListConfig config = changes.apply(
                TrackListConfig.of(search, TrackOrder.OLDEST, folder.resolve("ids.txt")));
        return new TrackListing(client, config, TrackListListener.NONE).run();
    }

    private void assertListed(TrackSearchBuilder search, LongPredicate expected) throws Exception {
        TrackListReport report = list(search.build(), config -> config);

        List<Long> ids = LongStream.rangeClosed(1, TRACKS).filter(expected).boxed().toList();
        assertThat(report.ids()).isEqualTo(ids).isNotEmpty().hasSizeLessThan(TRACKS);
        // The site itself understood the question: nothing was left for the client to drop.
        assertThat(report.dropped()).isEmpty();
    }

    @Test
    void everyFilterIsUnderstood() throws Exception {
        TrackSearchBuilder plain = TrackSearch.builder();
        assertListed(plain, id -> id != UNLIMITED);
        assertListed(all().ids(List.of(3L, 9L, 30L, 999L)), id -> id == 3 || id == 9 || id == 30);
        assertListed(all().uids(List.of("uid4", "uid5")), id -> id == 4 || id == 5);
        assertListed(all().name("näme 2"), id -> id == 2 || id >= 20 && id < 30);
        assertListed(all().author("author3"), id -> id % 5 == 3);
        assertListed(all().tags(List.of(0, 4)), id -> id % 3 == 0 || id % 5 == 1);
        assertListed(all().tags(List.of(0, 4)).allTags(), id -> id % 3 == 0 && id % 5 == 1);
        assertListed(all().withoutTags(List.of(0, 4)), id -> id % 3 != 0 && id % 5 != 1);
        assertListed(all().primaryType(TrackTraits.PrimaryType.PLATFORM), id -> id % 4 == 2);
        assertListed(all().moods(List.of(TrackTraits.Mood.DAY, TrackTraits.Mood.SUNSET)), id -> id % 3 != 0);
        assertListed(all().difficulties(List.of(TrackTraits.Difficulty.BEGINNER)), id -> id % 2 == 0);
        assertListed(all().routes(List.of(TrackTraits.Routes.MULTIPLE)), id -> id % 3 == 1);
        assertListed(all().shortestMs(5000).longestMs(8000), id -> id >= 5 && id <= 8);
        assertListed(all().uploadedAfter(Instant.parse("2010-01-05T00:00:00Z"))
                .uploadedBefore(Instant.parse("2010-01-09T00:00:00Z")), id -> id >= 5 && id < 9);
        assertListed(all().withReplays(), id -> id % 6 != 0);
    }

    private static TrackSearchBuilder all() {
        return TrackSearch.builder().everything();
    }

    @Test
    void pagesFollowTheOrderOfTheSite() throws Exception {
        TrackListReport report = list(all().build(),
                config -> config.withOrders(List.of(TrackOrder.AWARDS.code())).withLeast(20, 0));

        assertThat(report.ids()).hasSize(11).isSortedAccordingTo(
                (a, b) -> Long.compare(b * 7 % 31, a * 7 % 31));
        assertThat(report.pages()).isEqualTo(2); // of five: the third one would be below the minimum
    }

    @Test
    void driversAreCounted() throws Exception {
        TrackListReport report = list(all().build(), config -> config.withLeast(0, 4).withApiWorkers(3));

        assertThat(report.ids()).containsExactlyElementsOf(
                LongStream.rangeClosed(1, TRACKS).filter(id -> id % 6 >= 4).boxed().toList());
        assertThat(report.ending()).isEqualTo(TrackListReport.Ending.COMPLETE);
    }

    @Test
    void allOrdersTogetherListEachTrackOnce() throws Exception {
        TrackListReport report = list(all().build(), config -> config.withOrders(TrackListConfig.ROTATION));

        assertThat(report.ids()).hasSize(TRACKS).doesNotHaveDuplicates();
        assertThat(report.rows()).isEqualTo(3 * TRACKS);
    }
}
