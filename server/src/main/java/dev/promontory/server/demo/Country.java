package dev.promontory.server.demo;

import java.util.List;
import java.util.random.RandomGenerator;

/// Where customers of the sample shop live, and what they are called there.
///
/// @param share of a hundred customers
record Country(
    String name, int share, List<String> cities, List<String> firstNames, List<String> lastNames) {

  /// All of them; their shares add up to 100.
  static final List<Country> ALL =
      List.of(
          new Country(
              "Germany",
              28,
              List.of("Berlin", "Hamburg", "München", "Köln", "Leipzig"),
              List.of("Anna", "Jonas", "Lea", "Paul", "Emilia", "Felix", "Jürgen", "Sabine"),
              List.of("Müller", "Schmidt", "Weber", "Wagner", "Schäfer", "Koch", "Richter")),
          new Country(
              "France",
              22,
              List.of("Paris", "Lyon", "Marseille", "Nantes", "Lille"),
              List.of("Camille", "Hugo", "Chloé", "Louis", "Inès", "Jules", "Élise", "François"),
              List.of("Martin", "Bernard", "Dubois", "Lefèvre", "Moreau", "Girard", "Roux")),
          new Country(
              "Poland",
              16,
              List.of("Warszawa", "Kraków", "Wrocław", "Gdańsk"),
              List.of("Zofia", "Jakub", "Maja", "Szymon", "Hanna", "Stanisław"),
              List.of("Nowak", "Kowalska", "Wiśniewski", "Wójcik", "Kamińska", "Zieliński")),
          new Country(
              "United Kingdom",
              20,
              List.of("London", "Bristol", "Leeds", "Glasgow", "Cardiff"),
              List.of("Olivia", "Oliver", "Amelia", "George", "Isla", "Harry", "Priya", "Sean"),
              List.of("Smith", "Jones", "Taylor", "Brown", "O'Neill", "Patel", "Davies")),
          new Country(
              "Spain",
              14,
              List.of("Madrid", "Barcelona", "Valencia", "Sevilla"),
              List.of("Lucía", "Hugo", "María", "Mateo", "Sofía", "Martín"),
              List.of("García", "Fernández", "López", "Martínez", "Núñez", "Ibáñez")));

  static Country drawn(RandomGenerator random) {
    int draw = random.nextInt(100);
    for (var country : ALL) {
      draw -= country.share;
      if (draw < 0) {
        return country;
      }
    }
    throw new IllegalStateException("the shares add up to less than 100");
  }

  String cityDrawn(RandomGenerator random) {
    return drawn(cities, random);
  }

  /// First and last name.
  String personDrawn(RandomGenerator random) {
    return drawn(firstNames, random) + " " + drawn(lastNames, random);
  }

  private static String drawn(List<String> from, RandomGenerator random) {
    return from.get(random.nextInt(from.size()));
  }
}
