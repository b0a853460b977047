/**
 * Behavioural cloning: networks that tell from a picture, and numbers beside it, which action the driver
 * takes, as an objective of the same loop as the others ({@link tmnf.pretrain.cloning.BehaviouralCloning}),
 * and the files that the driver's network takes parts from. Non-null is the default everywhere. Source:
 * pretraining note, section 10.
 */
package tmnf.pretrain.cloning;
