package tmnf.gbx.chunk;

import tmnf.gbx.GbxFormatException;
import tmnf.gbx.container.BodyReader;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.model.Medals;

/**
 * Medals and limits of a challenge, class CGameCtnChallengeParameters.
 *
 * <pre>
 * 001    4 x str tips
 * 004    time bronze, silver, gold, author; u32
 * 008    u32 time limit, u32 author score
 * 000 / 005 / 006 / 007   8 x u32 / 3 x u32 / list of u32 / u32
 * 00A S  str tip, 4 times, time limit, score
 * 00D    node, a validation ghost in later games
 * </pre>
 */
record ChallengeParameters(Medals medals, int timeLimitMs, int authorScore) {

    static ChallengeParameters read(BodyReader in) throws GbxFormatException {
        Reader reader = new Reader();
        in.chunks(reader);
        return new ChallengeParameters(reader.medals, reader.timeLimitMs, reader.authorScore);
    }

    private static final class Reader implements BodyReader.ChunkHandler {
        private Medals medals = Medals.NONE;
        private int timeLimitMs = 60_000;
        private int authorScore;

        @Override
        public boolean read(int chunk, BodyReader in) throws GbxFormatException {
            switch (chunk) {
                case ClassIds.CGameCtnChallengeParameters -> in.skip(32);
                case ClassIds.CGameCtnChallengeParameters | 0x001 -> {
                    for (int i = 0; i < 4; i++) {
                        in.str();
                    }
                }
                case ClassIds.CGameCtnChallengeParameters | 0x004 -> {
                    medals = new Medals(in.i32(), in.i32(), in.i32(), in.i32());
                    in.i32();
                }
                case ClassIds.CGameCtnChallengeParameters | 0x005 -> in.skip(12);
                case ClassIds.CGameCtnChallengeParameters | 0x006 -> in.skip(4 * in.count(4));
                case ClassIds.CGameCtnChallengeParameters | 0x007 -> in.i32();
                case ClassIds.CGameCtnChallengeParameters | 0x008 -> {
                    timeLimitMs = in.i32();
                    authorScore = in.i32();
                }
                case ClassIds.CGameCtnChallengeParameters | 0x00A -> {
                    in.str();
                    medals = new Medals(in.i32(), in.i32(), in.i32(), in.i32());
                    timeLimitMs = in.i32();
                    authorScore = in.i32();
                }
                case ClassIds.CGameCtnChallengeParameters | 0x00D -> in.node();
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}
