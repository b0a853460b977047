/**
 * {@code tmnf demo}: made-up replays and maps, and the real commands run on them. The data comes from {@link
 * tmnf.gbx.synthetic.SyntheticDownload}, what is done with it from the commands: here is only the order of
 * the steps, what to say about them, and {@code report.html}, which shows what is in their files. Non-null is
 * the default everywhere.
 */
package tmnf.cli.demo;
