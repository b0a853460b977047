/** {@code tmnf filter} and {@code tmnf fix-names}. */
package tmnf.cli.filter;
