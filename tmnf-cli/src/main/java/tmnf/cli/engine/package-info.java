/** How commands that compute start PyTorch on this machine. Non-null is the default everywhere. */
package tmnf.cli.engine;
