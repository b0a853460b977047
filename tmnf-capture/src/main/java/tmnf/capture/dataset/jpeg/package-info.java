/**
 * Encodes and decodes frames as JPEG files: with the JDK's codec, or with libturbojpeg where it is installed.
 * Knows pixels and bytes only. Non-null is the default everywhere.
 */
package tmnf.capture.dataset.jpeg;
