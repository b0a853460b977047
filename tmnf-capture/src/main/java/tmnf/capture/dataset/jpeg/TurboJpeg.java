package tmnf.capture.dataset.jpeg;

import com.sun.jna.Library;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.NativeLongByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of libturbojpeg that we use, with their names and arguments there: version 1.4's, which all
 * later ones have too. Lengths are C's {@code unsigned long}.
 */
interface TurboJpeg extends Library {

    int PIXELS_RGB = 0;
    int PIXELS_GREY = 6;

    int SAMPLING_420 = 2;
    int SAMPLING_GREY = 3;

    /** Write into the buffer that is there; do not make one. */
    int NO_REALLOC = 1024;
    /** The same arithmetic as the JDK's and OpenCV's library, so the same bytes. */
    int ACCURATE_DCT = 4096;
    int STOP_ON_WARNING = 8192;
    int LIMIT_SCANS = 32768;

    Pointer tjInitCompress();

    Pointer tjInitDecompress();

    NativeLong tjBufSize(int width, int height, int sampling);

    int tjCompress2(Pointer handle, Pointer pixels, int width, int pitch, int height, int pixelFormat,
            PointerByReference jpeg, NativeLongByReference size, int sampling, int quality, int flags);

    int tjDecompressHeader3(Pointer handle, Pointer jpeg, NativeLong size, IntByReference width,
            IntByReference height, IntByReference sampling, IntByReference colours);

    int tjDecompress2(Pointer handle, Pointer jpeg, NativeLong size, Pointer pixels, int width, int pitch,
            int height, int pixelFormat, int flags);

    String tjGetErrorStr2(Pointer handle);

    int tjDestroy(Pointer handle);
}
