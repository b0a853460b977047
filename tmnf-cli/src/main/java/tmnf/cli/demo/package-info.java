/**
 * {@code tmnf demo}: made-up replays and maps, races of simulated drivers, and the real commands run on them.
 * The first come from {@link tmnf.gbx.synthetic.SyntheticDownload}, the races from {@link
 * tmnf.tminterface.sim.driver.DrivenReplays}, what is done with them from the commands: here is only the
 * order of the steps, what to say about them, and {@code report.html}, which shows what is in their files.
 * Non-null is the default everywhere.
 */
package tmnf.cli.demo;
