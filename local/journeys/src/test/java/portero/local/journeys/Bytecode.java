package portero.local.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.Signature;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compiled classes of ours, as far as they tell which method may call which. Classes and types are named as class files
 * do, {@code java/util/List}; the body of a lambda counts as part of the method that it stands in.
 */
final class Bytecode {
    private static final Set<String> BEANS = Set.of(
            "jakarta/inject/Singleton",
            "io/micronaut/context/annotation/Bean",
            "io/micronaut/context/annotation/Context",
            "io/micronaut/context/annotation/Prototype");
    private static final String FACTORY = "io/micronaut/context/annotation/Factory";

    record Method(String owner, String name, String descriptor) {
        Method of(String otherOwner) {
            return new Method(otherOwner, name, descriptor);
        }

        /** As a person would say it: {@code Table.query}. */
        @Override
        public String toString() {
            return owner.substring(owner.lastIndexOf('/') + 1).replace('$', '.') + "." + name;
        }
    }

    /**
     * A call as it is written; one that is {@code dispatched} goes to whatever the object at hand makes of it. The text
     * is the constant that was loaded just before, which is the argument of a call with one; of a text put together, what
     * it starts with.
     */
    record Call(Method target, boolean dispatched, Optional<String> text) {}

    /** What a method's code does: calls, classes of which it makes objects, and classes that it names otherwise. */
    record Code(List<Call> calls, Set<String> made, Set<String> named) {
        Code() {
            this(new ArrayList<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        }
    }

    /** What is injected where its type is asked for: made by a factory's method, or by a constructor of its own. */
    record Bean(String type, Method maker, Set<String> needs) {}

    private final Map<String, ClassModel> ours = new HashMap<>();
    private final Map<Method, MethodModel> methods = new HashMap<>();
    private final Map<String, Set<String>> kinds = new HashMap<>();
    private final Map<String, ClassModel> foreign = new HashMap<>();
    private final Map<Method, Code> codes = new HashMap<>();
    private final List<Bean> beans;

    private Bytecode(Stream<byte[]> classFiles) {
        classFiles.map(ClassFile.of()::parse)
                .forEach(model -> ours.put(model.thisClass().asInternalName(), model));
        ours.values().forEach(type -> type.methods().forEach(method -> methods.put(method(type, method), method)));
        beans = ours.values().stream().flatMap(Bytecode::beans).toList();
    }

    /** All classes in these folders. */
    static Bytecode of(Collection<Path> folders) {
        return new Bytecode(folders.stream()
                .flatMap(folder -> House.files(folder, ".class").stream())
                .map(Bytecode::bytes));
    }

    /** These classes alone. */
    static Bytecode of(Class<?>... types) {
        return new Bytecode(Stream.of(types)
                .map(type -> bytes(type.getName().replace('.', '/')).orElseThrow()));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<byte[]> bytes(String type) {
        try (var file = Bytecode.class.getClassLoader().getResourceAsStream(type + ".class")) {
            return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int size() {
        return ours.size();
    }

    boolean isOurs(String type) {
        return ours.containsKey(type);
    }

    /** Whether an object of the first type is one of the second, as far as our classes tell. */
    boolean isKind(String type, String of) {
        return kinds(type).contains(of);
    }

    private Set<String> kinds(String type) {
        if (!kinds.containsKey(type)) {
            var found = new LinkedHashSet<>(Set.of(type));
            if (isOurs(type)) {
                above(ours.get(type)).forEach(above -> found.addAll(kinds(above)));
            }
            kinds.put(type, found);
        }
        return kinds.get(type);
    }

    /** Superclass, then interfaces. */
    private static Stream<String> above(ClassModel type) {
        return Stream.concat(type.superclass().stream(), type.interfaces().stream()).map(ClassEntry::asInternalName);
    }

    /** The method of ours that such a call runs on an object of this type; none where it runs somebody else's. */
    Optional<Method> resolved(String type, Method called) {
        if (!isOurs(type)) {
            return Optional.empty();
        }
        var own = called.of(type);
        if (methods.get(own) instanceof MethodModel method && method.code().isPresent()) {
            return Optional.of(own);
        }
        return above(ours.get(type)).flatMap(above -> resolved(above, called).stream()).findFirst();
    }

    /** Whether a call of it runs this very method, whatever the object at hand has under that name. */
    boolean isPrivate(Method method) {
        return methods.get(method) instanceof MethodModel found && found.flags().has(AccessFlag.PRIVATE);
    }

    /** The methods of ours that override one of a class or interface that is not ours, and so may be called from there. */
    Set<Method> calledFromOutside(String type) {
        var methods = new LinkedHashSet<Method>();
        foreignAbove(type).forEach(outside -> outside.methods().stream()
                .filter(method -> !method.flags().has(AccessFlag.STATIC) && !method.flags().has(AccessFlag.PRIVATE))
                .map(method -> method(outside, method))
                .filter(method -> !method.name().equals("<init>"))
                .forEach(method -> resolved(type, method).ifPresent(methods::add)));
        return methods;
    }

    private Stream<ClassModel> foreignAbove(String type) {
        return isOurs(type)
                ? above(ours.get(type)).flatMap(this::foreignAbove)
                : Stream.concat(Stream.of(foreign(type)), above(foreign(type)).flatMap(this::foreignAbove));
    }

    private ClassModel foreign(String type) {
        return foreign.computeIfAbsent(type, name -> ClassFile.of().parse(bytes(name).orElseThrow(() ->
                new IllegalStateException("A class of ours extends " + name + ", which is not on the class path"))));
    }

    /** Methods of a type by name, such as its constructors. */
    List<Method> methods(String type, String name) {
        return ours.get(type).methods().stream()
                .filter(method -> method.methodName().equalsString(name))
                .map(method -> method(ours.get(type), method))
                .toList();
    }

    private static Method method(ClassModel type, MethodModel method) {
        return new Method(
                type.thisClass().asInternalName(),
                method.methodName().stringValue(),
                method.methodType().stringValue());
    }

    // ------------------------------------------------------------------------------------------------ code

    Code code(Method method) {
        return codes.computeIfAbsent(method, wanted -> {
            var code = new Code();
            read(Objects.requireNonNull(methods.get(wanted), wanted::toString), code);
            return code;
        });
    }

    private void read(MethodModel method, Code code) {
        @Nullable String text = null;
        for (var element : method.code().orElseThrow()) {
            switch (element) {
                case InvokeInstruction call -> code.calls().add(new Call(
                        new Method(
                                call.owner().asInternalName(),
                                call.name().stringValue(),
                                call.type().stringValue()),
                        call.opcode() == Opcode.INVOKEVIRTUAL || call.opcode() == Opcode.INVOKEINTERFACE,
                        Optional.ofNullable(text)));
                case InvokeDynamicInstruction call -> call.bootstrapArgs().stream()
                        .filter(DirectMethodHandleDesc.class::isInstance)
                        .map(DirectMethodHandleDesc.class::cast)
                        .forEach(handle -> read(handle, code));
                case NewObjectInstruction made -> code.made().add(made.className().asInternalName());
                case FieldInstruction field when field.opcode() == Opcode.GETSTATIC
                                || field.opcode() == Opcode.PUTSTATIC ->
                    code.named().add(field.owner().asInternalName());
                case ConstantInstruction constant when constant.constantValue() instanceof ClassDesc type ->
                    code.named().add(name(type));
                default -> {}
            }
            if (element instanceof Instruction) {
                text = switch (element) {
                    case ConstantInstruction constant when constant.constantValue() instanceof String loaded -> loaded;
                    case InvokeDynamicInstruction call when call.name().equalsString("makeConcatWithConstants") ->
                        start(call);
                    default -> null;
                };
            }
        }
    }

    /** What stands before the first part that is not constant, which the compiler marks with 1. */
    private static @Nullable String start(InvokeDynamicInstruction concatenation) {
        var recipe = (String) concatenation.bootstrapArgs().getFirst();
        var first = recipe.indexOf('\1');
        return first > 0 ? recipe.substring(0, first) : null;
    }

    private void read(DirectMethodHandleDesc handle, Code code) {
        var method = new Method(name(handle.owner()), handle.methodName(), handle.lookupDescriptor());
        var lambda = lambda(method);
        if (lambda.isPresent()) {
            read(lambda.get(), code);
            return;
        }
        switch (handle.kind()) {
            case GETTER, SETTER, STATIC_GETTER, STATIC_SETTER -> {}
            case CONSTRUCTOR -> {
                code.made().add(method.owner());
                code.calls().add(new Call(method, false, Optional.empty()));
            }
            case VIRTUAL, INTERFACE_VIRTUAL -> code.calls().add(new Call(method, true, Optional.empty()));
            case STATIC, INTERFACE_STATIC, SPECIAL, INTERFACE_SPECIAL ->
                code.calls().add(new Call(method, false, Optional.empty()));
        }
    }

    private Optional<MethodModel> lambda(Method method) {
        return Optional.ofNullable(methods.get(method))
                .filter(_ -> method.name().startsWith("lambda$"))
                .filter(body -> body.flags().has(AccessFlag.SYNTHETIC));
    }

    private static String name(ClassDesc type) {
        var descriptor = type.descriptorString();
        return type.isClassOrInterface() ? descriptor.substring(1, descriptor.length() - 1) : descriptor;
    }

    // ------------------------------------------------------------------------------------------------ injection

    /** The beans that may be injected where this type is asked for. */
    List<Bean> beans(String type) {
        return beans.stream().filter(bean -> isKind(bean.type(), type)).toList();
    }

    private static Stream<Bean> beans(ClassModel type) {
        var annotations = annotations(type.findAttribute(Attributes.runtimeVisibleAnnotations()));
        return type.methods().stream()
                .filter(method -> annotations.contains(FACTORY)
                        ? isBean(annotations(method.findAttribute(Attributes.runtimeVisibleAnnotations())))
                        : isBean(annotations) && method.methodName().equalsString("<init>"))
                .map(method -> new Bean(
                        annotations.contains(FACTORY)
                                ? name(method.methodTypeSymbol().returnType())
                                : type.thisClass().asInternalName(),
                        method(type, method),
                        needs(method)));
    }

    private static boolean isBean(Set<String> annotations) {
        return annotations.stream().anyMatch(BEANS::contains);
    }

    private static Set<String> annotations(Optional<RuntimeVisibleAnnotationsAttribute> attribute) {
        var names = new LinkedHashSet<String>();
        attribute.ifPresent(present ->
                present.annotations().forEach(annotation -> names.add(name(annotation.classSymbol()))));
        return names;
    }

    /** The types of a method's parameters and, as a list or provider asks for what it holds, their type arguments. */
    private static Set<String> needs(MethodModel method) {
        var needs = new LinkedHashSet<String>();
        method.methodTypeSymbol().parameterList().forEach(type -> needs.add(name(type)));
        method.findAttribute(Attributes.signature())
                .ifPresent(signature -> signature.asMethodSignature().arguments().forEach(type -> collect(type, needs)));
        return needs;
    }

    private static void collect(Signature signature, Set<String> types) {
        if (signature instanceof Signature.ClassTypeSig type) {
            types.add(name(type.classDesc()));
            for (var argument : type.typeArgs()) {
                if (argument instanceof Signature.TypeArg.Bounded bounded) {
                    collect(bounded.boundType(), types);
                }
            }
        }
    }
}
