package tmnf.cli.demo;

import java.io.IOException;

import tmnf.pretrain.run.ReportPage;

/**
 * What the report shows of a step: all of it is read from the step's files, nothing is known beforehand. What
 * is missing or damaged is an {@link IOException}, and the report says so in its place.
 */
interface Exhibit {

    /** Of a step that leaves no files. */
    Exhibit NONE = new Exhibit() {
        @Override
        public String result() {
            return "";
        }

        @Override
        public void show(ReportPage page) {
            // what the step printed says it all
        }
    };

    /** What came of the step, in a few words; asked for when the step has just ended. */
    String result() throws IOException;

    /** Adds pictures and tables to the page, when all steps are over. */
    void show(ReportPage page) throws IOException;
}
