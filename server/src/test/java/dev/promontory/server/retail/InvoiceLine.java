package dev.promontory.server.retail;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;

/// One line of the file that belongs to a known customer.
///
/// @param invoice begins with `C` when it cancels
/// @param quantity negative when it cancels
/// @param customer the customer's number, without decimals
record InvoiceLine(
    String invoice,
    String stockCode,
    String description,
    int quantity,
    LocalDateTime at,
    BigDecimal unitPrice,
    String customer,
    String country) {
  static final ZoneId ZONE = ZoneId.of("Europe/London");

  boolean isCancellation() {
    return invoice.startsWith("C");
  }

  BigDecimal amount() {
    return unitPrice.multiply(BigDecimal.valueOf(quantity));
  }
}
