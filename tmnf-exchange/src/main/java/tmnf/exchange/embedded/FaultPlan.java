package tmnf.exchange.embedded;

/** Decides what goes wrong. Called for every request, by many threads at a time. */
@FunctionalInterface
public interface FaultPlan {

    /** Nothing ever does. */
    FaultPlan NONE = request -> Fault.NONE;

    /** What goes wrong with this request; {@link Fault#NONE} when nothing does. */
    Fault faultOf(SiteRequest request);

    /** The other plan for requests that this one leaves alone. */
    default FaultPlan or(FaultPlan other) {
        return request -> {
            Fault fault = faultOf(request);
            return fault == Fault.NONE ? other.faultOf(request) : fault;
        };
    }

    /** Only for requests whose path starts so. */
    default FaultPlan below(String path) {
        return request -> request.path().startsWith(path) ? faultOf(request) : Fault.NONE;
    }

    /** Always the same. */
    static FaultPlan always(Fault fault) {
        return request -> fault;
    }

    /** For the first requests of every single path: what is asked for again works. */
    static FaultPlan firstAttempts(int attempts, Fault fault) {
        return request -> request.attempt() <= attempts ? fault : Fault.NONE;
    }
}
