/**
 * TMInterface scripts and event buffers: command lists, their times and inputs, what they do tick by
 * tick, and the game's own buffer of inputs in the form in which it travels through shared memory. {@link
 * tmnf.tminterface.script.ScriptMode} says which of two readings is meant. Times are milliseconds; script
 * time 0 is the first input that the game takes, 10 ms into the race. Non-null is the default everywhere.
 */
package tmnf.tminterface.script;
