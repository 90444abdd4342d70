package portero.local.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** An element of a document that a caller sent. */
record Xml(Element element) {
    /** @throws Refusal if it is none */
    static Xml parse(byte[] document) {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return new Xml(builder.parse(new ByteArrayInputStream(document)).getDocumentElement());
        } catch (SAXException notXml) {
            throw malformed();
        } catch (IOException | ParserConfigurationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static Refusal malformed() {
        return new Refusal(
                400,
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema");
    }

    List<Xml> children(String name) {
        return children().stream()
                .filter(child -> child.element.getLocalName().equals(name))
                .toList();
    }

    /** Each child's text. */
    List<String> texts(String name) {
        return children(name).stream()
                .map(child -> child.element.getTextContent().strip())
                .toList();
    }

    void only(Set<String> names, Refusal otherwise) {
        children().forEach(child -> {
            if (!names.contains(child.element.getLocalName())) {
                throw otherwise;
            }
        });
    }

    private List<Xml> children() {
        var nodes = element.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(node -> new Xml((Element) node))
                .toList();
    }
}
