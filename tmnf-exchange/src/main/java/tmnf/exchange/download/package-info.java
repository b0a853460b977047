/**
 * Replays and challenges on disk. Plan ({@link tmnf.exchange.download.ReplaySelection}), run ({@link
 * tmnf.exchange.download.DownloadRun}), verify ({@link tmnf.exchange.download.GameFileCheck}), write ({@link
 * tmnf.exchange.download.StagedFile}, {@link tmnf.exchange.download.DownloadJournal}). Non-null is the
 * default everywhere.
 */
package tmnf.exchange.download;
