/** What commands that meet the game share: its port, and how it is started here. Non-null is the default. */
package tmnf.cli.game;
