/** The compression of GBX bodies. Non-null is the default everywhere. */
package tmnf.gbx.lzo;
