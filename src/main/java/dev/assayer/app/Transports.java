package dev.assayer.app;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens Vert.x on the best transport that this machine allows: io_uring, which containers may
/// forbid, else epoll, else Java's own NIO.
final class Transports {

    private static final Logger LOG = LoggerFactory.getLogger(Transports.class);

    private Transports() {}

    static Vertx open(VertxOptions options) {
        for (Transport transport : candidates()) {
            if (transport != null && transport.available()) {
                LOG.debug("transport={}", transport.name());
                return Vertx.builder().with(options).withTransport(transport).build();
            }
        }
        LOG.debug("transport=nio");
        return Vertx.vertx(options);
    }

    private static List<Transport> candidates() {
        return java.util.Arrays.asList(Transport.IO_URING, Transport.EPOLL);
    }
}
