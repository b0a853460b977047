/** Unpacking of zlib data, the compression inside ghosts. Non-null is the default everywhere. */
package tmnf.gbx.zlib;
