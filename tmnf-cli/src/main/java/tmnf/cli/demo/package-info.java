/**
 * {@code tmnf demo}: made-up replays and maps, and the real commands run on them. The data comes from {@link
 * tmnf.gbx.synthetic.SyntheticDownload}, what is done with it from the commands: here is only the order of the steps
 * and what to say about them. Non-null is the default everywhere.
 */
package tmnf.cli.demo;
