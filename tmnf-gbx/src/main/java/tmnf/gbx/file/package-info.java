/** Files that appear complete or not at all. Non-null is the default everywhere. */
package tmnf.gbx.file;
