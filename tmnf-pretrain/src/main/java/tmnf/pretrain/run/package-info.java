/**
 * What a run leaves on the disk: its folder, metrics, checkpoints, {@code pretrain_meta.json} and report.
 * Non-null is the default everywhere.
 */
package tmnf.pretrain.run;
