/**
 * How GBX files are laid out: container, strings, nodes, compression limits. Non-null is the default
 * everywhere.
 */
package tmnf.gbx.container;
