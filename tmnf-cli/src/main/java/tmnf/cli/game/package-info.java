/**
 * What commands that meet the game share: its port, its account, its folders, and how it is started here.
 * Non-null is the default.
 */
package tmnf.cli.game;
