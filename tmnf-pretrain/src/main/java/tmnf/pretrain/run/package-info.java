/**
 * What a run leaves on the disk: {@code RunFolder} with its lock, {@code MetricsFiles} and {@code
 * TensorBoardMetrics}, {@code CheckpointFolder}, {@code PretrainMeta}, {@code ConfigFile} and {@code
 * PretrainReport}, with the {@code ReportPage} and the {@code Chart} that all reports of the program are made
 * of; {@code EncoderFile} and {@code EncoderText} find its encoder and what tells of it. No native code.
 * Non-null is the default everywhere.
 */
package tmnf.pretrain.run;
