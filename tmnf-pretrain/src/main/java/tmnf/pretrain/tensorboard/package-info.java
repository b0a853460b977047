/**
 * TensorBoard's event files, both ways, without TensorBoard: {@link tmnf.pretrain.tensorboard.EventWriter}
 * appends scalars, pictures, histograms and texts to a new file, {@link
 * tmnf.pretrain.tensorboard.EventFile} reads one. Values are immutable. Non-null is the default everywhere.
 */
package tmnf.pretrain.tensorboard;
