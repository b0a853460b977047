package tmnf.pretrain.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("some.safetensors");
    }

    private static SafetensorsFile everyType() {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (TorchType type : TorchType.values()) {
            byte[] bytes = new byte[3 * type.bytes()];
            Arrays.fill(bytes, (byte) 1);
            tensors.put(type + " ä", TorchTensor.of(type, List.of(3L), bytes));
        }
        tensors.put("empty", TorchTensor.of(List.of(4L, 0L)));
        tensors.put("scalar", TorchTensor.of(List.of(), 2.5f));
        TorchStorage storage = TorchTensor.of(List.of(6L), 1, 2, 3, 4, 5, 6).storage();
        tensors.put("turned", new TorchTensor(
                TorchType.FLOAT32, List.of(3L, 2L), List.of(1L, 3L), 0, storage));
        return new SafetensorsFile(StateDict.of(tensors), Map.of("format", "pt"));
    }

    @Test
    void tensorsComeBackInOrderWithEqualBits() throws IOException {
        SafetensorsFile written = everyType();

        written.write(file);

        SafetensorsFile read = SafetensorsFile.read(file);
        assertThat(read.tensors().hasSameBits(written.tensors())).isTrue();
        assertThat(read.metadata()).isEqualTo(written.metadata());
    }

    @Test
    void oneTensorIsWrittenAsTheFormatSays() throws IOException {
        new SafetensorsFile(StateDict.of(Map.of("weight", TorchTensor.of(List.of(2L, 1L), 1, -2))), Map.of())
                .write(file);

        String header = "{\"weight\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}   ";
        ByteBuffer expected = ByteBuffer.allocate(8 + header.length() + 8).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII))
                .putFloat(1).putFloat(-2);
        assertThat(header.length() % 8).isZero();
        assertThat(Files.readAllBytes(file)).isEqualTo(expected.array());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} x", "[]", "{\"a\":1}", "{}"})
    void headersThatDoNotFitTheDataAreRefused(String header) throws IOException {
        Files.write(file, ByteBuffer.allocate(8 + header.length() + 8).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII)).array());

        assertThatThrownBy(() -> SafetensorsFile.read(file)).isInstanceOf(TorchFormatException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void damagedFilesAreReadOrRefused() throws IOException {
        everyType().write(file);
        byte[] sound = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(7);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = Arrays.copyOf(sound, random.nextInt(8) == 0 ? random.nextInt(sound.length)
                    : sound.length);
            for (int edit = random.nextInt(3); edit >= 0 && bytes.length > 0; edit--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Files.write(file, bytes);
            try {
                SafetensorsFile.read(file);
            } catch (TorchFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1_000, 1_999);
    }
}
