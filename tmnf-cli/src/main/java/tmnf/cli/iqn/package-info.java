/** {@code tmnf init-iqn}: puts a pretrained encoder into the driver's network. Non-null is the default. */
package tmnf.cli.iqn;
