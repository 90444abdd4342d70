package portero.local.gateway;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * Lambda's runtime client for one function: above the function's code, so that the client finds and calls a handler in
 * this JVM by the very code that does it in AWS.
 */
final class RuntimeLoader extends URLClassLoader {
    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.";
    private static final List<String> OWN =
            List.of(CLIENT, "com.amazonaws.services.lambda.runtime.serialization.", "com.amazonaws.lambda.thirdparty.");

    static {
        registerAsParallelCapable();
    }

    RuntimeLoader(List<Path> jars, ClassLoader code) {
        super(Code.urls(jars), code);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (OWN.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.equals(CLIENT + "LambdaEnvironment")) {
            // Its constants come from the process's environment, which is not this function's.
            return define(name, (builder, element) -> {
                if (element instanceof FieldModel field) {
                    builder.withField(
                            field.fieldName(), field.fieldType(),
                            fields -> fields.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC));
                } else {
                    builder.with(element);
                }
            });
        }
        if (name.equals(CLIENT + "AWSLambda")) {
            // Its initializer changes the security settings of the whole JVM.
            return define(name, ClassTransform.dropping(element ->
                    element instanceof MethodModel method && method.methodName().equalsString("<clinit>")));
        }
        return super.findClass(name);
    }

    private Class<?> define(String name, ClassTransform change) throws ClassNotFoundException {
        var resource = findResource(name.replace('.', '/') + ".class");
        if (resource == null) {
            throw new ClassNotFoundException(name);
        }
        try (var in = resource.openStream()) {
            var file = ClassFile.of();
            var bytes = file.transformClass(file.parse(in.readAllBytes()), change);
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
