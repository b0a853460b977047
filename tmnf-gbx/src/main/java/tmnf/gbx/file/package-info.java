/** Files that appear complete or not at all, and folders as a whole. Non-null is the default everywhere. */
package tmnf.gbx.file;
