/** {@code tmnf record-session}: how a real game talks. Non-null is the default everywhere. */
package tmnf.cli.session;
