import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.event.ruler.Machine;

/** Matches each line's event against its pattern with AWS's own engine and compares with what the project's matcher said. */
public final class Judge {
  public static void main(String[] arguments) throws Exception {
    ObjectMapper json = new ObjectMapper();
    int checked = 0;
    int different = 0;
    try (BufferedReader cases = Files.newBufferedReader(Path.of(arguments[0]))) {
      for (String line = cases.readLine(); line != null; line = cases.readLine()) {
        JsonNode one = json.readTree(line);
        Machine machine = new Machine();
        machine.addRule("rule", one.get("pattern").toString());
        boolean matches = !machine.rulesForJSONEvent(one.get("event").toString()).isEmpty();
        checked++;
        if (matches != one.get("expected").asBoolean()) {
          different++;
          System.out.println("different: " + one.get("name").asText() + ": Event Ruler says " + matches);
        }
      }
    }
    System.out.println(checked + " matches compared, " + different + " different");
    System.exit(checked > 0 && different == 0 ? 0 : 1);
  }
}
