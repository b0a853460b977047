package tmnf.exchange.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A site that answers with exact bytes, for what a proper server cannot be talked into. */
final class RawSite implements AutoCloseable {

    /** Writes an answer; returns whether the connection stays open. */
    interface Answer {
        boolean write(String path, OutputStream out) throws IOException, InterruptedException;
    }

    final List<String> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket server;
    private final Answer answer;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    RawSite(Answer answer) throws IOException {
        this.answer = answer;
        this.server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** An answer with a length and, possibly, fewer bytes. */
    static void send(OutputStream out, int status, String headers, int length, int sent) throws IOException {
        byte[] head = ("HTTP/1.1 " + status + " x\r\nContent-Length: " + length + "\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        out.write(Arrays.copyOf(head, head.length + sent)); // in one piece, or small ones wait for each other
        out.flush();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean open = true;
            while (open) {
                String head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                String path = head.split(" ", 3)[1];
                asked.add(path);
                open = answer.write(path, socket.getOutputStream());
            }
        } catch (IOException | InterruptedException e) {
            return; // the other side is gone, or the test is over
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, "tmnf-raw-site-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        try {
            for (Thread thread : threads) {
                thread.interrupt();
                thread.join(2000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
