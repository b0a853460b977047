package tmnf.exchange.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API's questions, as the exchange note describes them. */
@Timeout(30)
class ListPagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;
    private static EmbeddedExchange exchange;
    private static Client client;

    @BeforeAll
    static void start() throws IOException {
        DataFolder files = new DataFolder(folder);
        byte[] page = {1, 2, 3};
        files.replay("2", "pos1_anna_100ms-21.replay.gbx", page);
        files.replay("2", "pos2_bert_90ms-22.replay.gbx", page);
        files.replay("2", "pos3_anna_110ms-23.replay.gbx", page);
        files.replay("3", "pos1_anna_70ms-31.replay.gbx", page);
        files.tracksJson("""
                [{"TrackId": 1, "TrackName": "Alpha One", "UId": "uidA", "UploadedAt": "2010-01-01T00:00:00",
                  "Awards": 5, "AuthorTime": 30000, "Tags": [4, 7], "Uploader": {"UserId": 11, "Name": "Zoe"},
                  "PrimaryType": 0, "Environment": 7, "Car": 7, "Mood": 1, "Difficulty": 0, "Comments": 1,
                  "UnlimiterVersion": null, "Authors": [{"User": {"UserId": 11, "Name": "Zoe"}, "Role": "A"},
                    {"User": {"UserId": 12, "Name": "Yve"}, "Role": "B"}]},
                 {"TrackId": 2, "TrackName": "beta", "UId": "uidB", "UploadedAt": "2012-01-01T00:00:00",
                  "Awards": 9, "AuthorTime": 20000, "Tags": [7], "Uploader": {"UserId": 13, "Name": "anton"},
                  "PrimaryType": 3, "Environment": 7, "Car": 2, "Mood": 3, "Difficulty": 2, "Comments": 3,
                  "UnlimiterVersion": 2},
                 {"TrackId": 3, "TrackName": "Gamma One", "UId": "uidC", "UploadedAt": "2011-01-01T00:00:00",
                  "Awards": 1, "Tags": [], "Uploader": {"UserId": 11, "Name": "Zoe"}, "PrimaryType": 0,
                  "Environment": 2, "Car": 2, "Mood": 1, "Difficulty": 3, "Comments": 2}]
                """);
        exchange = EmbeddedExchange.start(EmbeddedConfig.of(ExchangeData.read(folder)));
        client = new Client(exchange);
    }

    @AfterAll
    static void stop() {
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''                                     | 2 3 1", "order1=0 | 2 3 1", "order1=2 | 2 3 1",
        "order1=1                               | 1 3 2", "order1=6 | 2 1 3", "order1=5 | 3 1 2",
        "order1=8                               | 2 3 1", "order1=11 | 1 2 3", "order1=12 | 3 2 1",
        "order1=13                              | 2 1 3", "order1=16 | 3 2 1", "order1=39 | 2 1 3",
        "order1=40                              | 1 2 3", "order1=41 | 3 2 1", "order1=18 | 2 3 1",
        "id=3,1                                 | 3 1", "id=77 | ''", "uid=uidB,uidC | 2 3",
        "name=one                               | 3 1", "name=%20One | 3 1", "author=ZO | 3 1",
        "author=yve                             | 1", "authoruserid=13 | 2", "tag=4 | 1", "tag=4,7 | 2 1",
        "tag=4&tag=7                            | 2 1", "tag=4,7&taginclusive=1 | 1", "etag=4 | 2 3",
        "primarytype=3                          | 2", "environment=2 | 3", "environment=2,7 | 2 3 1",
        "vehicle=2                              | 2 3", "mood=3 | 2", "difficulty=2,3 | 2 3",
        "authortimemin=25000                    | 1", "authortimemax=25000 | 2",
        "uploadedafter=2011-01-01               | 2 3", "uploadedbefore=2011-01-01T00:00:00Z | 1",
        "inhasrecord=1                          | 2 3", "inhasrecord=0 | 1", "inunlimiter=0 | 3 1",
        "inenvmix=1                             | 2", "replaysby=bert | 2", "NaMe=one&OrDeR1=1 | 1 3",
        "limit=1                                | 2 3 1", "trackname=one&offset=2 | 2 3 1",
        "after=0                                | 2 3 1"})
    void searchesFilterAndOrder(String query, String ids) throws IOException, InterruptedException {
        JsonNode answer = client.json("/api/tracks?fields=TrackId&" + query);

        assertThat(ids(answer, "TrackId")).isEqualTo(ids);
        assertThat(answer.get("More").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"count=2,2 3,true", "count=2&after=3,1,false", "count=1&after=2,3,true",
        "count=1&from=3,3,true", "count=1&before=1,3,true", "count=5&before=1,2 3,false",
        "count=2&order1=1&after=1,3 2,false", "count=1&after=2&name=one,3,true", "after=77,'',false",
        "count=3&after=1,'',false"})
    void cursorsContinueInTheOrderOfTheQuestion(String query, String ids, boolean more)
            throws IOException, InterruptedException {
        JsonNode answer = client.json("/api/tracks?fields=TrackId&" + query);

        assertThat(ids(answer, "TrackId")).isEqualTo(ids);
        assertThat(answer.get("More").booleanValue()).isEqualTo(more);
    }

    @ParameterizedTest
    @CsvSource({"trackId=2,22 21 23", "trackid=2&best=1,22 21", "trackId=2&best=0,22 21 23", "trackId=77,''",
        "trackId=2&count=1&after=22,21", "trackId=2&from=23&count=1,23", "trackId=1,''",
        "trackId=2&limit=1,22 21 23"})
    void replaysOfATrackComeBestFirst(String query, String ids) throws IOException, InterruptedException {
        assertThat(ids(client.json("/api/replays?fields=ReplayId&" + query), "ReplayId")).isEqualTo(ids);
    }

    @Test
    void replaysOfADriverNeedNoTrack() throws IOException, InterruptedException {
        JsonNode first = client.json("/api/replays?trackId=3&fields=User.UserId").at("/Results/0");
        long anna = first.at("/User/UserId").asLong();

        assertThat(ids(client.json("/api/replays?fields=ReplayId&userId=" + anna), "ReplayId"))
                .isEqualTo("31 23 21");
        assertThat(ids(client.json("/api/replays?fields=ReplayId&trackId=2&userId=" + anna), "ReplayId"))
                .isEqualTo("21 23");
    }

    @Test
    void onlyTheFieldsAskedForComeBackArraysWithOrWithoutBrackets() throws IOException, InterruptedException {
        String with = Client.text(client.get("/api/tracks?id=1&fields=TrackId%2CTags%5B%5D%2CUploader.Name"
                + "%2CAuthors%5B%5D.User.Name%2CUpdatedAt%2CWRReplay.ReplayId"));
        String without = Client.text(client.get("/api/tracks?id=1&fields=TrackId,Tags,Uploader.Name,"
                + "Authors.User.Name,UpdatedAt,WRReplay.ReplayId"));

        assertThat(with).isEqualTo(without).isEqualTo("{\"More\":false,\"Results\":[{\"TrackId\":1,"
                + "\"Tags\":[4,7],\"Uploader\":{\"Name\":\"Zoe\"},\"Authors\":[{\"User\":{\"Name\":\"Zoe\"}},"
                + "{\"User\":{\"Name\":\"Yve\"}}],\"UpdatedAt\":null,\"WRReplay\":null}]}");
        assertThat(client.json("/api/tracks?id=1&fields=Uploader").at("/Results/0").toString())
                .isEqualTo("{\"Uploader\":{\"UserId\":11,\"Name\":\"Zoe\"}}");
    }

    @Test
    void anUnknownFieldIsAProblemDocument() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.get("/api/tracks?fields=TrackId,ReplayCount");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Client.text(answer)).isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\","
                + "\"status\":400,\"detail\":\"Specified field 'ReplayCount' does not exist\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/api/tracks                                   | Missing value for 'fields'",
        "/api/tracks?fields=                           | Missing value for 'fields'",
        "/api/replays?trackId=2                        | Missing value for 'fields'",
        "/api/replays?fields=ReplayId                  | Missing value for 'trackId'",
        "/api/tracks?fields=TrackName%5B%5D            | Specified field 'TrackName[]' does not exist",
        "/api/tracks?fields=Uploader.Age               | Specified field 'Uploader.Age' does not exist",
        "/api/tracks?fields=TrackId.Name               | Specified field 'TrackId.Name' does not exist",
        "/api/replays?trackId=2&fields=TrackName       | Specified field 'TrackName' does not exist",
        "/api/replays?trackId=2&fields=%22%0A          | Specified field '\"' does not exist",
        "/api/tracks?fields=TrackId&primarytype=0,1    | Invalid value for 'primarytype'",
        "/api/tracks?fields=TrackId&primarytype=6      | Invalid value for 'primarytype'",
        "/api/tracks?fields=TrackId&count=x            | Invalid value for 'count'",
        "/api/tracks?fields=TrackId&count=0            | Invalid value for 'count'",
        "/api/tracks?fields=TrackId&after=x            | Invalid value for 'after'",
        "/api/tracks?fields=TrackId&order1=awards      | Invalid value for 'order1'",
        "/api/tracks?fields=TrackId&id=1,x             | Invalid value for 'id'",
        "/api/tracks?fields=TrackId&inhasrecord=maybe  | Invalid value for 'inhasrecord'",
        "/api/tracks?fields=TrackId&uploadedafter=now  | Invalid value for 'uploadedafter'"})
    void questionsThatMakeNoSenseAreRefused(String question, String detail)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.get(question);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).get("detail").asText()).isEqualTo(detail);
    }

    @Test
    void pagesAreCappedWhateverIsAskedFor() throws IOException, InterruptedException {
        DataFolder many = new DataFolder(folder.resolve("many"));
        for (int i = 1; i <= 60; i++) {
            many.replay("5", i + ".replay.gbx", new byte[] {1});
        }
        ExchangeData data = ExchangeData.read(many.path());
        try (EmbeddedExchange capped = EmbeddedExchange.start(EmbeddedConfig.of(data).withPageCap(25))) {
            Client asking = new Client(capped);
            List<Long> seen = new ArrayList<>();
            JsonNode page = asking.json("/api/replays?trackId=5&fields=ReplayId&count=1000");
            page.get("Results").forEach(row -> seen.add(row.get("ReplayId").asLong()));
            assertThat(seen).hasSize(25);
            while (page.get("More").booleanValue()) {
                page = asking.json("/api/replays?trackId=5&fields=ReplayId&count=1000&after="
                        + seen.get(seen.size() - 1));
                page.get("Results").forEach(row -> seen.add(row.get("ReplayId").asLong()));
            }
            assertThat(seen).hasSize(60).doesNotHaveDuplicates();
        }
        try (EmbeddedExchange usual = EmbeddedExchange.start(EmbeddedConfig.of(data))) {
            assertThat(new Client(usual).json("/api/replays?trackId=5&fields=ReplayId").get("Results"))
                    .hasSize(40);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate, gzip;q=1.0"})
    void longAnswersArePackedForThoseWhoAccept(String accepted) throws IOException, InterruptedException {
        String question = "/api/tracks?fields=TrackId,TrackName,UId,Uploader,Authors,Tags,UploadedAt,Awards,"
                + "Comments,Environment";
        HttpResponse<byte[]> packed = client.get(question, "Accept-Encoding", accepted);
        HttpResponse<byte[]> plain = client.get(question);

        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain.body());
        }
    }

    @Test
    void theTagsAreABareArray() throws IOException, InterruptedException {
        JsonNode tags = client.json("/api/meta/tags");

        assertThat(tags.isArray()).isTrue();
        assertThat(tags).hasSize(19);
        assertThat(tags.get(7).toString()).isEqualTo("{\"Id\":7,\"Name\":\"Tech\"}");
    }

    private static String ids(JsonNode answer, String field) {
        List<String> ids = new ArrayList<>();
        answer.get("Results").forEach(row -> ids.add(row.get(field).asText()));
        return String.join(" ", ids);
    }
}
