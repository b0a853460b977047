package tmnf.cli.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the group under which the help lists an option. Without it an option stands under "Options". */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface HelpSection {

    /** What is worked on. */
    String SELECTION = "Selection";
    /** Files and folders. */
    String PLACES = "Places";
    /** Rules and behaviour. */
    String BEHAVIOUR = "Behaviour";
    /** Other machines and programs. */
    String NETWORK = "Network";
    /** Form of the output. */
    String OUTPUT = "Output";

    /** Heading, without the word "options". */
    String value();
}
