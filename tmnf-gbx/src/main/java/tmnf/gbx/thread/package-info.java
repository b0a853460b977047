/** Threads that share a piece of work, for the thread that started them. */
package tmnf.gbx.thread;
