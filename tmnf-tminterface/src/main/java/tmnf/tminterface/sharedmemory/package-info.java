/**
 * TMInterface 1: one slot in a file mapping that the game and one client share. {@link
 * tmnf.tminterface.sharedmemory.TMInterface} is the client's side and {@link
 * tmnf.tminterface.sharedmemory.SharedMemoryServer} the game's; both use the same messages. Times are
 * milliseconds of the race unless a name says otherwise. Non-null is the default everywhere.
 *
 * <pre>
 * offset 0  1 byte   type of the message
 *        1  1 byte   0xFF: the message is complete; else 0
 *        2  2 bytes  0
 *        4  int32    error code
 *        8           payload
 * </pre>
 *
 * Numbers are little-endian. A message is written whole with byte 1 at 0; that byte follows as the last
 * store.
 */
package tmnf.tminterface.sharedmemory;
