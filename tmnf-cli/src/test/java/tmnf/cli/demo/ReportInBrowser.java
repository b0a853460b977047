package tmnf.cli.demo;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a browser makes of a report: a copy of the page with a script that measures, since the page itself
 * allows none.
 *
 * @param pictures of each its text and its width, as decoded and as shown
 * @param drawings of each SVG element its text and its width as shown
 * @param links what they name
 * @param tooWide pixels by which the page is wider than the window
 */
record ReportInBrowser(JsonNode pictures, JsonNode drawings, JsonNode links, int tooWide) {

    private static final String POLICY = "default-src 'none'; ";
    private static final String SCRIPT = """
            <script>addEventListener('load', () => {
            const wide = e => Math.round(e.getBoundingClientRect().width);
            const page = document.documentElement;
            const say = [[...document.images].map(i => [i.alt, i.naturalWidth, wide(i)]),
              [...document.querySelectorAll('svg')].map(s => [s.getAttribute('aria-label'), wide(s)]),
              [...document.querySelectorAll('a')].map(a => a.getAttribute('href')),
              page.scrollWidth - page.clientWidth];
            page.setAttribute('data-measured', encodeURIComponent(JSON.stringify(say)));
            });</script>""";

    static ReportInBrowser measure(Browser browser, Path report, int width)
            throws IOException, InterruptedException {
        String page = Files.readString(report);
        if (!page.contains(POLICY) || page.contains("<script")) {
            throw new AssertionError("the report allows more than it needs");
        }
        Path copy = Files.writeString(browser.folder().resolve("measured.html"),
                page.replace(POLICY, POLICY + "script-src 'unsafe-inline'; ")
                        .replace("</body>", SCRIPT + "</body>"));
        Matcher measured = Pattern.compile("data-measured=\"([^\"]*)\"").matcher(browser.dom(copy, width));
        if (!measured.find()) {
            throw new AssertionError("the page was not loaded");
        }
        JsonNode said = new ObjectMapper().readTree(URLDecoder.decode(
                measured.group(1).replace("+", "%2B"), StandardCharsets.UTF_8));
        return new ReportInBrowser(said.get(0), said.get(1), said.get(2), said.get(3).asInt());
    }
}
