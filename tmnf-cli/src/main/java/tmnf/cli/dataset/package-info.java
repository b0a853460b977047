/** Commands that look after a dataset of captured frames. Non-null is the default everywhere. */
package tmnf.cli.dataset;
