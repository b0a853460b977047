/**
 * The frame dataset: folders {@code <track>/<replay>/} with frames, a manifest and metadata, as the Python
 * pipeline writes and reads them, and what we add. Knows no game. Non-null is the default everywhere.
 */
package tmnf.capture.dataset;
